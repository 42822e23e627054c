-- What Athena knows of the archive. Run statement by statement through Athena's API; {bucket} and {database} are filled in.

CREATE DATABASE IF NOT EXISTS {database};

-- Every column is text, because one line with a value of another type would fail every query that meets it.
-- The view below has the types.
CREATE EXTERNAL TABLE IF NOT EXISTS {database}.wildrydes (
  name string,
  statustime string,
  latitude string,
  longitude string,
  distance string,
  healthpoints string,
  magicpoints string,
  arrivaltime string,
  sequencenumber string
)
PARTITIONED BY (datehour string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')
LOCATION 's3://{bucket}/raw/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.datehour.type' = 'date',
  'projection.datehour.format' = 'yyyy/MM/dd/HH',
  'projection.datehour.range' = '2026/01/01/00,NOW+1HOUR',
  'projection.datehour.interval' = '1',
  'projection.datehour.interval.unit' = 'HOURS',
  'storage.location.template' = 's3://{bucket}/raw/${datehour}'
);

-- The archive with types, without what is no report. A report is archived once at least, so its copies are here too. A question
-- that names its hours by datehour has those alone read.
CREATE OR REPLACE VIEW {database}.archived_reports AS
SELECT
  name, statustime, latitude, longitude, distance, healthpoints, magicpoints, arrivaltime, sequencenumber, datehour
FROM (
  SELECT
    name,
    COALESCE(
      TRY_CAST(statustime AS timestamp),
      TRY(CAST(from_iso8601_timestamp(statustime) AT TIME ZONE 'UTC' AS timestamp))
    ) AS statustime,
    TRY_CAST(latitude AS double) AS latitude,
    TRY_CAST(longitude AS double) AS longitude,
    TRY_CAST(distance AS double) AS distance,
    TRY_CAST(healthpoints AS integer) AS healthpoints,
    TRY_CAST(magicpoints AS integer) AS magicpoints,
    TRY_CAST(arrivaltime AS timestamp) AS arrivaltime,
    sequencenumber,
    datehour
  FROM {database}.wildrydes
)
WHERE sequencenumber IS NOT NULL
  AND name <> ''
  AND statustime IS NOT NULL
  AND latitude BETWEEN -90 AND 90
  AND longitude BETWEEN -180 AND 180
  AND distance BETWEEN 0 AND 1000000000
  AND healthpoints IS NOT NULL
  AND magicpoints IS NOT NULL;

-- Every report once. Copies may lie in different hours, so that datehour, the first of them, is known only when all hours were
-- read. Copies are alike but for their hour: any of them stands for all, and name is the same for all. It is grouped by so that a
-- question for one unicorn groups that one's reports alone.
CREATE OR REPLACE VIEW {database}.reports AS
SELECT
  name,
  arbitrary(statustime) AS statustime,
  arbitrary(latitude) AS latitude,
  arbitrary(longitude) AS longitude,
  arbitrary(distance) AS distance,
  arbitrary(healthpoints) AS healthpoints,
  arbitrary(magicpoints) AS magicpoints,
  arbitrary(arrivaltime) AS arrivaltime,
  sequencenumber,
  min(datehour) AS datehour
FROM {database}.archived_reports
GROUP BY sequencenumber, name;
