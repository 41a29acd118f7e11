-- What the page "How we do" asks for over a stretch of time.
CREATE INDEX cases_resolved ON cases (resolved_at) WHERE resolved_at > 0;
CREATE INDEX case_events_answers ON case_events (at) WHERE kind = 'followup.answered';
