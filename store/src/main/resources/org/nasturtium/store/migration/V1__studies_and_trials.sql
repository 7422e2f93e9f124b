create table study (
  id ${identity},
  name text not null unique,
  space text not null,
  strategy text not null,
  seed bigint not null,
  open_trials integer not null check (open_trials >= 1),
  settings text not null,
  created_millis bigint not null
);

create table trial (
  study_id bigint not null references study (id),
  number integer not null check (number >= 0),
  picks text not null,
  epochs integer not null,
  schedule integer not null,
  data_fraction double precision not null,
  origin text not null,
  state text not null check (state in ('claimed', 'completed', 'failed', 'pruned')),
  worker text not null,
  heartbeat_millis bigint not null,
  seed bigint,
  reason text,
  seconds double precision,
  version text,
  device text,
  started_millis bigint,
  finished_millis bigint,
  primary key (study_id, number),
  check (state = 'claimed' or (seed is not null and seconds is not null and version is not null
    and device is not null and started_millis is not null and finished_millis is not null)),
  check (state not in ('failed', 'pruned') or reason is not null)
);

create table measurement (
  study_id bigint not null,
  number integer not null,
  metric text not null,
  value double precision not null,
  primary key (study_id, number, metric),
  foreign key (study_id, number) references trial (study_id, number)
);
