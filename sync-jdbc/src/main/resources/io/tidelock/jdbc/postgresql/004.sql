-- Format 4: only claims that outlived their intent expire, and look-ups of claims must not be led by when they were made. Run by the library,
-- or by the host.
DROP INDEX tidelock_claim_at;
CREATE INDEX tidelock_claim_at ON tidelock_claim (integration, at) WHERE ref_id IS NOT NULL;

INSERT INTO tidelock_format (version) VALUES (4);
