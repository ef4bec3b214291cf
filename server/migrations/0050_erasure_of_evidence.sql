-- What was enclosed to answer a dispute names its customer: erasing them deletes the bytes, and the file says since when there are none.
ALTER TABLE files ADD COLUMN erased timestamptz;
GRANT UPDATE (filename, erased) ON files TO guichet_server;
GRANT DELETE ON file_chunks TO guichet_server;
