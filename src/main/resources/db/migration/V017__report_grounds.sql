-- What a cut's values depended on beside its events, as JSON of hashes; null: cut before these were kept.
alter table report_revision add column grounds text;
-- Under which number its contributors and causes are kept: they are written before the revision is, in steps.
-- Negative; null: under the revision's own.
alter table report_revision add column stage bigint;

-- Why a restated value differs: event, declaration, definition, mapping, roster, holidays, upload …, with commas.
alter table report_value add column kinds text;

-- Beside the revision in force (the last one signed off or sent): a later one that is neither; null: none.
alter table report add column pending bigint;
alter table report add column pending_state text;

update report set pending = revision, pending_state = state
 where state in ('CUT', 'REVIEWED', 'RETURNED')
   and exists (select 1 from report_revision r where r.report_id = report.id and r.revision < report.revision
                 and r.state in ('SIGNED_OFF', 'SUBMITTED', 'ACCEPTED'));
update report set revision = (select max(r.revision) from report_revision r where r.report_id = report.id
                                 and r.state in ('SIGNED_OFF', 'SUBMITTED', 'ACCEPTED'))
 where pending is not null;
update report set state = (select r.state from report_revision r where r.report_id = report.id
                              and r.revision = report.revision)
 where pending is not null;
