SELECT arrivaltime, name, healthpoints, magicpoints, latitude, longitude, statustime
FROM (
  SELECT DISTINCT sequencenumber, arrivaltime, name, healthpoints, magicpoints, latitude, longitude, statustime
  FROM archived_reports
  WHERE datehour BETWEEN :fromHour AND :toHour
    AND arrivaltime >= :from
    AND arrivaltime < :to
    AND least(healthpoints, magicpoints) < :threshold
)
ORDER BY arrivaltime, sequencenumber
LIMIT :limit
