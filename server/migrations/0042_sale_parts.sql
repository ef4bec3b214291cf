-- Into how many equal parts a sale is paid may be said after it was made, as long as it is open.
GRANT UPDATE (parts) ON sales TO guichet_server;
