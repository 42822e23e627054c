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

-- A report is archived once at least. Its copies may lie in different hours, so that the one that counts can be told only
-- among all of them: whoever needs one hour alone, and no other to be read, asks the table.
CREATE OR REPLACE VIEW {database}.reports AS
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
    datehour,
    row_number() OVER (PARTITION BY sequencenumber ORDER BY datehour) AS copy
  FROM {database}.wildrydes
  WHERE sequencenumber IS NOT NULL
)
WHERE copy = 1
  AND name <> ''
  AND statustime IS NOT NULL
  AND latitude BETWEEN -90 AND 90
  AND longitude BETWEEN -180 AND 180
  AND distance BETWEEN 0 AND 1000000000
  AND healthpoints IS NOT NULL
  AND magicpoints IS NOT NULL;
