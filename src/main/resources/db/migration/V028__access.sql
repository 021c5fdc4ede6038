-- Who may use console and API; passwords and tokens as hashes only.
create table access_user (
  id           bigint primary key,
  login        text not null unique,
  name         text not null,
  roles        text not null,
  hash         text not null,
  former       text not null,
  must_change  int not null,
  disabled     int not null,
  failed       int not null,
  locked_until bigint not null,
  last_login   bigint,
  password_at  bigint not null,
  created_at   bigint not null,
  changed_at   bigint not null
);

-- Who is signed in, by the SHA-256 of the token in the cookie.
create table access_session (
  id          bigint primary key,
  hash        text not null unique,
  user_id     bigint not null,
  address     text not null,
  started_at  bigint not null,
  seen_at     bigint not null
);
create index access_session_user on access_session (user_id);
create index access_session_started on access_session (started_at);

-- What scripts come with, by the SHA-256 of the token.
create table access_token (
  id          bigint primary key,
  name        text not null unique,
  hash        text not null unique,
  roles       text not null,
  created_by  text not null,
  created_at  bigint not null,
  expires_at  bigint not null,
  last_used   bigint
);
