-- Set before a reversal of the attempt's reference is sent. From then on only what the reversal brought may close the attempt: an approval
-- that was on its way meanwhile may be undone at the provider already.
ALTER TABLE attempts ADD COLUMN reversal_sent boolean NOT NULL DEFAULT false;
