-- Steps begin at :from, by each unicorn's own clock. Copies are alike: whichever of them stands for a step, it gives the same.
SELECT
  name,
  max(statustime) AS statustime,
  max_by(latitude, statustime) AS latitude,
  max_by(longitude, statustime) AS longitude,
  max_by(healthpoints, statustime) AS healthpoints,
  max_by(magicpoints, statustime) AS magicpoints
FROM archived_reports
WHERE datehour BETWEEN :fromHour AND :toHour
  AND statustime >= :from
  AND statustime < :to
GROUP BY name, date_diff('second', :from, statustime) / :stepSeconds
ORDER BY statustime, name
LIMIT :limit
