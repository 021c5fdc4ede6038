-- what a person did of a kind: of a million entries, those of either alone are too many to look through
create index audit_entry_who_act on audit_entry (who, act, entry) where about is null;
