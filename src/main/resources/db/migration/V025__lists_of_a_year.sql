-- Lists that are newest first and of one kind only. Without these they walk over a year of rows, or sort one; each costs
-- an entry at the end of its kind's part per row (not measured on the main way yet).
create index measure_event_type on measure_event (type, id);
create index measure_event_facility on measure_event (facility, id);
create index delivery_destination on delivery (destination, id);
-- few are, and none of them on its first way
create index delivery_superseded on delivery (destination, id) where state = 'SUPERSEDED';
create index audit_entry_act on audit_entry (act, entry);
