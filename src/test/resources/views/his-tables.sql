-- The tables that the shipped views read (mappings/views), and the row of each example (mappings/examples/view-*).
create table his_outp_settle (
  settle_no varchar(32) primary key, updated_at timestamp not null, void_flag char(1), patient_no varchar(32),
  settled_at timestamp, total_amount numeric(12,2), insurance_amount numeric(12,2), self_amount numeric(12,2),
  payer_type varchar(32), settle_place varchar(32), visit_no varchar(32), visit_kind varchar(16), dept_no varchar(16));
insert into his_outp_settle values ('S0102', '2025-11-03 09:30:10', '0', 'P0101', '2025-11-03 09:30:00', 128.50, 100,
  28.50, '职工医保', '自助机', 'V0101', '门诊', '0301');

create table his_inp_settle (
  settle_no varchar(32) primary key, updated_at timestamp not null, void_flag char(1), patient_no varchar(32),
  settled_at timestamp, total_amount numeric(12,2), insurance_amount numeric(12,2), self_amount numeric(12,2),
  payer_type varchar(32), settle_place varchar(32), settle_kind char(1), inpatient_no varchar(32),
  operator_desk varchar(16), dept_no varchar(16));
insert into his_inp_settle values ('J0102', '2025-11-03 09:30:10', '0', 'P0101', '2025-11-03 09:30:00', 9128.50, 7000,
  2128.50, null, '护士站', '1', 'I0101', 'T07', '0401');

create table his_register (
  visit_no varchar(32) primary key, updated_at timestamp not null, reg_state char(1), patient_no varchar(32),
  visit_kind varchar(16), registered_at timestamp, clinic_kind varchar(16), reg_channel varchar(16),
  card_kind varchar(8), appt_no varchar(32), is_real_name boolean, age integer, dept_no varchar(16));
insert into his_register values ('V0101', '2025-11-03 09:30:10', '1', 'P0101', '急诊', '2025-11-03 08:00:00', '专家',
  'WX', '01', null, true, 43, '0301');

create table his_consult (
  visit_no varchar(32), dept_no varchar(16), updated_at timestamp not null, void_flag char(1), patient_no varchar(32),
  started_at timestamp, doctor_no varchar(16), primary key (visit_no, dept_no));
insert into his_consult values ('V0101', '0301', '2025-11-03 09:30:10', '0', 'P0101', '2025-11-03 08:20:00', 'D012');

create table his_slot (
  slot_no varchar(32) primary key, updated_at timestamptz not null, void_flag char(1), slot_kind varchar(16),
  begin_at timestamp, end_at timestamp, minutes_each smallint, quantity integer, clinic_kind varchar(16),
  doctor_no varchar(16), slot_pool varchar(16), is_online char(1), released_at timestamptz, dept_no varchar(16));
insert into his_slot values ('SL001', '2025-11-03 01:30:10Z', '0', '门诊', '2025-11-10 08:00:00', '2025-11-10 12:00:00',
  10, 24, '普通', 'D012', 'SHARED', 'Y', '2025-11-02 23:00:00Z', '0301');

create table his_case_home (
  inpatient_no varchar(32) primary key, updated_at timestamp not null, void_flag char(1), patient_no varchar(32),
  discharged_at timestamp, ward_no varchar(16), dept_no varchar(16), leave_mode char(1), is_day_surgery boolean);
insert into his_case_home values ('I0101', '2025-11-03 09:30:10', '0', 'P0101', '2025-11-03 09:00:00', 'W04', '0401',
  '1', false);

create table his_payment (
  receipt_no varchar(32) primary key, updated_at timestamp not null, void_flag char(1), patient_no varchar(32),
  amount numeric(12,2), pay_way varchar(8), pay_place varchar(32), visit_kind varchar(16), paid_at timestamp,
  visit_no varchar(32), dept_no varchar(16));
insert into his_payment values ('R0001', '2025-11-03 09:30:10', '0', 'P0101', 28.50, '1', '窗口', '门诊',
  '2025-11-03 09:29:00', 'V0101', '0301');
insert into his_payment values ('R0002', '2025-11-03 09:30:10', '0', 'P0101', 100, 'WX', '窗口', '门诊',
  '2025-11-03 09:29:00', 'V0101', '0301');
