-- Erasing a customer on request takes the person out of what is otherwise never changed: versions, what events replaced, what was mailed.
GRANT UPDATE (body) ON object_versions TO guichet_server;
GRANT UPDATE (previous_attributes) ON events TO guichet_server;
GRANT UPDATE (recipient, subject, html, text, receipt) ON messages TO guichet_server;
GRANT UPDATE (shipping) ON confirmation_tokens TO guichet_server;
GRANT UPDATE (data) ON payment_record_reports TO guichet_server;
GRANT UPDATE (description) ON balance_transactions TO guichet_server;
GRANT UPDATE (response_body) ON webhook_tries TO guichet_server;
