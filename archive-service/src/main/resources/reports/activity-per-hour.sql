SELECT
  date_trunc('hour', arrivaltime) AS hour,
  count(DISTINCT name) AS unicorns,
  count(*) AS reports,
  sum(distance) AS distance
FROM (
  SELECT DISTINCT sequencenumber, arrivaltime, name, distance
  FROM archived_reports
  WHERE datehour BETWEEN :fromHour AND :toHour
    AND arrivaltime >= :from
    AND arrivaltime < :to
)
GROUP BY date_trunc('hour', arrivaltime)
ORDER BY hour
