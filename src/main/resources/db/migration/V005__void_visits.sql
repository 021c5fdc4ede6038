-- Finds what is left over from cancelled visits: few facts are void.
create index measure_event_void on measure_event (type, id) where status = 'VOID';
