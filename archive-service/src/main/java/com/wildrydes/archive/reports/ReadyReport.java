package com.wildrydes.archive.reports;

import com.wildrydes.archive.InvalidParameterException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A question with parameters, and the SQL that answers it. */
record ReadyReport(String id, String title, String description, List<ReportParameter> parameters, ReportSql sql) {

    ReadyReport {
        parameters = List.copyOf(parameters);
    }

    /**
     * The values of the SQL's parameters for a request, as literals in their order.
     *
     * @throws InvalidParameterException when the request names a parameter that there is none of, or one breaks its rule
     */
    List<String> literals(Map<String, JsonNode> request, Clock clock) {
        for (String name : new TreeSet<>(request.keySet())) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                throw new InvalidParameterException(
                        name,
                        "is no parameter of the report " + id + ", which has "
                                + parameters.stream().map(ReportParameter::name).toList(),
                        request.get(name));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (ReportParameter parameter : parameters) {
            values.put(parameter.name(), parameter.value(request.get(parameter.name()), clock));
        }
        if (values.get(TimeRange.FROM) instanceof Instant from && values.get(TimeRange.TO) instanceof Instant to) {
            values.putAll(TimeRange.of(from, to, (Long) values.getOrDefault(TimeRange.LATE, 0L))
                    .hours());
        }
        return sql.literals(values);
    }
}
