-- For forgetting what notices say of a case.
CREATE INDEX notices_case ON notices (case_id);
