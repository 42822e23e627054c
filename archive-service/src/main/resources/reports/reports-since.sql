SELECT
  arrivaltime, name, statustime, latitude, longitude, distance, healthpoints, magicpoints, sequencenumber
FROM (
  SELECT DISTINCT
    arrivaltime, name, statustime, latitude, longitude, distance, healthpoints, magicpoints, sequencenumber
  FROM archived_reports
  WHERE datehour BETWEEN :fromHour AND :toHour
    AND arrivaltime >= :from
    AND arrivaltime < :to
)
ORDER BY arrivaltime, sequencenumber
LIMIT :limit
