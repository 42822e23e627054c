-- The columns are the attributes of the table of summaries.
SELECT
  name,
  date_trunc('minute', arrivaltime) AS statustime,
  sum(distance) AS distance,
  min(magicpoints) AS minmagicpoints,
  max(magicpoints) AS maxmagicpoints,
  min(healthpoints) AS minhealthpoints,
  max(healthpoints) AS maxhealthpoints,
  count(*) AS samples
FROM (
  SELECT DISTINCT sequencenumber, arrivaltime, name, distance, magicpoints, healthpoints
  FROM archived_reports
  WHERE datehour BETWEEN :fromHour AND :toHour
    AND arrivaltime >= :from
    AND arrivaltime < :to
)
GROUP BY name, date_trunc('minute', arrivaltime)
ORDER BY name, statustime
