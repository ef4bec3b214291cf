-- Webhooks: who wants to be told of events, what is owed to them, and what came of each try.

CREATE TABLE webhook_endpoints (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'we\_%'),
  version integer NOT NULL CHECK (version > 0),
  url text NOT NULL CHECK (url ~* '^https?://'),
  -- Types of events, or `*` for all of them.
  enabled_events text[] NOT NULL CHECK (cardinality(enabled_events) > 0),
  api_version text,
  description text,
  metadata jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL CHECK (status IN ('enabled', 'disabled')),
  -- A deleted endpoint stays for the deliveries that name it; its secrets go at once.
  deleted boolean NOT NULL DEFAULT false,
  -- What signs, under the vault's key `secret_kek_id`, which lies outside of this database.
  secret bytea,
  secret_kek_id text COLLATE "C",
  -- The request that made the secret: only a repeat of that one is shown it again.
  secret_request_id text COLLATE "C",
  -- The secret before, which signs as well until a receiver has been given the new one.
  previous_secret bytea,
  previous_secret_kek_id text COLLATE "C",
  previous_secret_until timestamptz,
  last_success_at timestamptz,
  -- Since when every try has failed; null while the last one that ended did not.
  failing_since timestamptz,
  last_error text,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (deleted = (secret IS NULL)),
  CHECK ((secret IS NULL) = (secret_kek_id IS NULL)),
  CHECK ((previous_secret IS NULL) = (previous_secret_kek_id IS NULL) AND (previous_secret IS NULL) = (previous_secret_until IS NULL))
);

-- An event that an endpoint is to be told of: written by the statement that stores the event, so that there is never one without the other.
--
--   pending ──> succeeded   an answer of 2xx; `failed` and `canceled` come here too when they are sent again on request
--      │ └────> failed      no such answer to any try in three days
--      └──────> canceled    the endpoint was deleted, or has been disabled for three days
CREATE TABLE webhook_deliveries (
  tenant_id integer NOT NULL,
  -- The event's and the endpoint's ids in one, so that deliveries sort as their events do.
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'whd\_%'),
  -- No foreign key: it would lock the endpoint's row in each payment. Endpoints are never removed, and this row is made by reading one.
  endpoint_id text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  event_type text NOT NULL,
  -- What the event tells of: first tries about one object go out in the order of its versions.
  object_id text COLLATE "C" NOT NULL,
  object_version integer NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'succeeded', 'failed', 'canceled')),
  -- When it is to be sent next; null when it is not.
  due timestamptz,
  -- Somebody asked for the next try: it takes no step in the schedule.
  asked boolean NOT NULL DEFAULT false,
  -- Until then a server is at it.
  leased_until timestamptz,
  tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  -- How many waits of the schedule have been begun.
  waits integer NOT NULL DEFAULT 0 CHECK (waits >= 0),
  first_tried_at timestamptz,
  last_tried_at timestamptz,
  last_status smallint,
  last_error text,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, event_id) REFERENCES events (tenant_id, id),
  CHECK (status <> 'pending' OR due IS NOT NULL)
);
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (tenant_id, event_id);
CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (tenant_id, endpoint_id, id);
CREATE INDEX webhook_deliveries_open ON webhook_deliveries (tenant_id, endpoint_id, id) WHERE status <> 'succeeded';
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (tenant_id, endpoint_id, due) WHERE due IS NOT NULL;
-- Finds what must go out before: the versions of the same object that have not been tried yet.
CREATE INDEX webhook_deliveries_untried ON webhook_deliveries (tenant_id, endpoint_id, object_id, object_version) WHERE first_tried_at IS NULL;

-- One request to an endpoint and what it answered.
CREATE TABLE webhook_tries (
  tenant_id integer NOT NULL,
  delivery_id text COLLATE "C" NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL CHECK (duration_ms >= 0),
  response_status smallint,
  -- The first 2 kB of it.
  response_body text,
  -- Why it does not count as delivered; null when it does.
  error text,
  PRIMARY KEY (tenant_id, delivery_id, number),
  FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhook_deliveries (tenant_id, id),
  CHECK (error IS NOT NULL OR response_status BETWEEN 200 AND 299)
);

GRANT SELECT, INSERT, UPDATE ON webhook_endpoints TO guichet_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_deliveries TO guichet_server;
GRANT SELECT, INSERT, DELETE ON webhook_tries TO guichet_server;

-- Keys keep the permissions that they were made with. Those that could do everything a key can may do this as well.
UPDATE api_keys SET permissions = permissions || ARRAY['webhooks.read', 'webhooks.write']
WHERE NOT permissions && ARRAY['webhooks.read', 'webhooks.write']
  AND permissions @> ARRAY['activity.read', 'balance.read', 'customers.read', 'customers.write', 'events.read', 'messages.read', 'payments.read',
    'payments.write', 'refunds.write'];
