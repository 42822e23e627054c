SELECT date_trunc('day', arrivaltime) AS day, name, sum(distance) AS distance, count(*) AS reports
FROM (
  SELECT DISTINCT sequencenumber, arrivaltime, name, distance
  FROM archived_reports
  WHERE datehour BETWEEN :fromHour AND :toHour
    AND arrivaltime >= :from
    AND arrivaltime < :to
)
GROUP BY date_trunc('day', arrivaltime), name
ORDER BY day, name
