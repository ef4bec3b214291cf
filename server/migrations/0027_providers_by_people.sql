-- Whoever sets a provider's address says where card numbers go. That stays with people: a key that was found must not be able to.
UPDATE api_keys SET permissions = array_remove(permissions, 'providers.write') WHERE 'providers.write' = ANY (permissions);
