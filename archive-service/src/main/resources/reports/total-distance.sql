SELECT name, sum(distance) AS distance, count(*) AS reports
FROM reports
GROUP BY name
ORDER BY distance DESC, name
