package io.nocturne.server.access;

import io.nocturne.model.problem.ProblemCode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Writes into the API document, from the same table that guards the endpoints, which role each one
/// needs and how errors look.
@Component
class OpenApiAccess implements GlobalOpenApiCustomizer {

    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_JSON = "application/problem+json";

    private final EndpointRules rules;

    OpenApiAccess(EndpointRules rules) {
        this.rules = rules;
    }

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().addSchemas(PROBLEM, problemSchema());
        for (EndpointRules.Rule rule : rules.all()) {
            PathItem path =
                    document.getPaths() == null ? null : document.getPaths().get(rule.path());
            if (path != null) {
                path.readOperationsMap().forEach((method, operation) -> {
                    if (method.name().equals(rule.method().name())) {
                        describe(operation, rule);
                    }
                });
            }
        }
    }

    private static void describe(Operation operation, EndpointRules.Rule rule) {
        operation.getResponses().addApiResponse("default", problem("A problem with a stable code."));
        if (rule.role().isEmpty()) {
            operation.setSecurity(List.of());
            return;
        }
        String role = rule.role().get().name().toLowerCase(Locale.ROOT);
        operation.addExtension("x-role", role);
        operation.getResponses().addApiResponse("401", problem("token-invalid or token-expired"));
        operation.getResponses().addApiResponse("403", problem("role-insufficient: this needs the role " + role));
    }

    private static ApiResponse problem(String description) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(PROBLEM_JSON, new MediaType().schema(schema)));
    }

    private static Schema<?> problemSchema() {
        StringSchema code = new StringSchema();
        Arrays.stream(ProblemCode.values()).map(ProblemCode::code).forEach(code::addEnumItem);
        return new ObjectSchema()
                .description("RFC 9457 problem details with a stable code.")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("code", code);
    }
}
