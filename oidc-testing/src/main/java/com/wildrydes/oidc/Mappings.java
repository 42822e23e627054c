package com.wildrydes.oidc;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What a running service answers, as its own handler mappings have it. */
public final class Mappings {

    private Mappings() {}

    /** Such as {@code GET /api/unicorns/x}: variables are replaced by a value. Handlers of any method count as of GET. */
    public static Set<String> of(ListableBeanFactory beans) {
        Set<String> found = new TreeSet<>();
        beans.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping ->
                        mapping.getHandlerMethods().keySet().forEach(info -> found.addAll(operations(info))));
        beans.getBeansOfType(AbstractUrlHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMap().keySet().stream()
                        .filter(path -> !path.endsWith("/**")) // static files, whose folders the table names
                        .forEach(path -> found.add("GET " + path)));
        return found;
    }

    /**
     * What a service answers below {@code /api/}, but no row is about.
     *
     * @param rows each {@code METHOD path role}
     */
    public static List<String> missingIn(List<String> rows, ListableBeanFactory beans) {
        Set<String> listed =
                rows.stream().map(row -> row.substring(0, row.lastIndexOf(' '))).collect(Collectors.toSet());
        return of(beans).stream()
                .filter(operation -> operation.contains(" /api/") && !listed.contains(operation))
                .toList();
    }

    private static List<String> operations(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        Stream<String> names =
                methods.isEmpty() ? Stream.of("GET") : methods.stream().map(RequestMethod::name);
        return names.flatMap(method -> info.getPatternValues().stream()
                        .map(path ->
                                method + " " + path.replaceAll("\\{[^}]*}", "x").replace("**", "x")))
                .toList();
    }
}
