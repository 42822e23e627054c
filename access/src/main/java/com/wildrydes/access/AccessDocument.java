package com.wildrydes.access;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Says in a service's OpenAPI document what each operation asks of its caller, as the table has it. */
final class AccessDocument implements OpenApiCustomizer {

    private static final String TOKEN = "token";

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        api.getComponents()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("An access token of the issuer; none where the suite runs open"));
        if (api.getPaths() != null) {
            api.getPaths().forEach(AccessDocument::describe);
        }
    }

    private static void describe(String path, PathItem item) {
        String concrete = path.replaceAll("\\{[^}]*}", "x");
        item.readOperationsMap()
                .forEach((method, operation) -> Endpoints.find(method.name(), concrete)
                        .flatMap(Endpoints.Row::least)
                        .ifPresent(role -> describe(operation, role, LimitFilter.isLimited(method.name(), concrete))));
    }

    private static void describe(Operation operation, Role role, boolean limited) {
        operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        String asks = "Asks the role " + role.inToken() + ".";
        operation.setDescription(operation.getDescription() == null ? asks : operation.getDescription() + " " + asks);
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        add(operation, "401", "There is no token, or it is not a valid one of the issuer for this service");
        add(operation, "403", "The token does not give the role, or a page of another site asks");
        if (limited) {
            add(operation, "429", "The caller has asked too much, ask again after Retry-After");
        }
    }

    private static void add(Operation operation, String status, String description) {
        operation.getResponses().computeIfAbsent(status, missing -> new ApiResponse().description(description));
    }
}
