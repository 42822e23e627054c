-- A unicorn's clock may be behind or ahead of the stream's: its time is asked for, the hours of arrival are read.
SELECT statustime, latitude, longitude, distance, healthpoints, magicpoints, arrivaltime
FROM (
  SELECT DISTINCT
    sequencenumber, statustime, latitude, longitude, distance, healthpoints, magicpoints, arrivaltime
  FROM archived_reports
  WHERE datehour BETWEEN :fromHour AND :toHour
    AND name = :name
    AND statustime >= :from
    AND statustime < :to
)
ORDER BY statustime, sequencenumber
LIMIT :limit
