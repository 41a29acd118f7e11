-- Somebody's cases in the order of the list, whatever their state.
CREATE INDEX cases_owned ON cases (owner_id, id);
