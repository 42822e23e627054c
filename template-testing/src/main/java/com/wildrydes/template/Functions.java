package com.wildrydes.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CloudFormation's functions, those of them that the template uses; any other is refused. */
final class Functions {

    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-west-1";

    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::AccountId", ACCOUNT, "AWS::Region", REGION, "AWS::Partition", "aws", "AWS::StackName", "wildrydes");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    /** Where a resource has its name, which is what a Ref to it gives. */
    private static final Map<String, String> NAMES = Map.of(
            "AWS::Kinesis::Stream", "Name",
            "AWS::DynamoDB::Table", "TableName",
            "AWS::S3::Bucket", "BucketName",
            "AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName",
            "AWS::Logs::LogGroup", "LogGroupName",
            "AWS::Logs::LogStream", "LogStreamName",
            "AWS::Athena::WorkGroup", "Name");

    private final Map<String, Object> template;
    private final Map<String, Object> parameters;

    Functions(Map<String, Object> template, Map<String, Object> parameters) {
        this.template = template;
        this.parameters = parameters;
    }

    /** @return the value without functions; null for {@code AWS::NoValue} */
    @Nullable
    Object resolve(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(this::resolve)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            String key = only.getKey().toString();
            if (key.equals("Ref") || key.startsWith("Fn::")) {
                return call(key, only.getValue());
            }
        }
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            Object result = resolve(each);
            if (result != null) {
                resolved.put(key.toString(), result);
            }
        });
        return resolved;
    }

    private @Nullable Object call(String function, Object argument) {
        return switch (function) {
            case "Ref" -> ref(argument.toString());
            case "Fn::Sub" -> substitute(argument.toString());
            case "Fn::GetAtt" ->
                attribute(
                        ((List<?>) argument).get(0).toString(),
                        ((List<?>) argument).get(1).toString());
            case "Fn::Join" ->
                String.join(
                        ((List<?>) argument).get(0).toString(),
                        ((List<?>) argument)
                                .stream()
                                        .skip(1)
                                        .flatMap(list -> ((List<?>) list).stream())
                                        .map(this::text)
                                        .toList());
            case "Fn::Base64" ->
                Base64.getEncoder().encodeToString(text(argument).getBytes(StandardCharsets.UTF_8));
            case "Fn::If" ->
                resolve(((List<?>) argument)
                        .get(holds(((List<?>) argument).get(0).toString()) ? 1 : 2));
            default ->
                throw new IllegalArgumentException("This must be a function that is known here, but is " + function);
        };
    }

    private String text(Object value) {
        return String.valueOf(resolve(value));
    }

    boolean holds(String condition) {
        return holds(section("Conditions").get(condition));
    }

    private boolean holds(@Nullable Object condition) {
        if (condition instanceof Map<?, ?> map && map.get("Fn::Equals") instanceof List<?> both) {
            return text(both.get(0)).equals(text(both.get(1)));
        }
        if (condition instanceof Map<?, ?> map && map.get("Fn::Not") instanceof List<?> one) {
            return !holds(one.get(0));
        }
        throw new IllegalArgumentException("A condition must be Fn::Equals or Fn::Not, but is " + condition);
    }

    private @Nullable Object ref(String name) {
        if (name.equals("AWS::NoValue")) {
            return null;
        }
        Object value = PSEUDO_PARAMETERS.containsKey(name) ? PSEUDO_PARAMETERS.get(name) : parameters.get(name);
        return value != null ? value : nameOf(name);
    }

    private Object nameOf(String id) {
        Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(resource(id).get("Properties"));
        Object name = switch (type(id)) {
            case "AWS::Glue::Database" ->
                ((Map<?, ?>) Objects.requireNonNull(properties.get("DatabaseInput"))).get("Name");
            case "AWS::Glue::Table" -> ((Map<?, ?>) Objects.requireNonNull(properties.get("TableInput"))).get("Name");
            default -> properties.get(NAMES.getOrDefault(type(id), ""));
        };
        if (name == null) {
            throw new IllegalArgumentException("A Ref must be to something with a name, but is to " + id);
        }
        return text(name);
    }

    private String substitute(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            String name = variable.group(2);
            String value = variable.group(1).equals("!")
                    ? "${" + name + "}"
                    : name.contains(".")
                            ? attribute(name.substring(0, name.indexOf('.')), name.substring(name.indexOf('.') + 1))
                            : String.valueOf(ref(name));
            return Matcher.quoteReplacement(value);
        });
    }

    private String attribute(String id, String attribute) {
        if (!attribute.equals("Arn")) {
            throw new IllegalArgumentException("An attribute must be Arn, but is " + id + "." + attribute);
        }
        return switch (type(id)) {
            case "AWS::Kinesis::Stream" -> arn("kinesis", "stream/" + nameOf(id));
            case "AWS::DynamoDB::Table" -> arn("dynamodb", "table/" + nameOf(id));
            case "AWS::KinesisFirehose::DeliveryStream" -> arn("firehose", "deliverystream/" + nameOf(id));
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + nameOf(id);
            case "AWS::IAM::Role" -> "arn:aws:iam::" + ACCOUNT + ":role/" + id;
            default -> throw new IllegalArgumentException("The type must be known here, but is " + type(id));
        };
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    private String type(String id) {
        return Objects.requireNonNull(resource(id).get("Type")).toString();
    }

    private Map<?, ?> resource(String id) {
        if (section("Resources").get(id) instanceof Map<?, ?> resource) {
            return resource;
        }
        throw new IllegalArgumentException("There must be a parameter or resource " + id + ", but is none");
    }

    private Map<?, ?> section(String name) {
        return (Map<?, ?>) Objects.requireNonNull(template.get(name));
    }
}
