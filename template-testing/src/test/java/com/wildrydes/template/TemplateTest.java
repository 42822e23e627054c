package com.wildrydes.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.error.YAMLException;

class TemplateTest {

    private static final String YAML = """
            Parameters:
              Name: {Type: String, Default: reports}
              Shards: {Type: Number, Default: 4}
            Conditions:
              Fixed: !Not [!Equals [!Ref Shards, 0]]
            Resources:
              Stream:
                Type: AWS::Kinesis::Stream
                DeletionPolicy: Retain
                Properties:
                  Name: !Ref Name
                  ShardCount: !If [Fixed, !Ref Shards, !Ref AWS::NoValue]
              Role:
                Type: AWS::IAM::Role
                Condition: Fixed
                Properties:
                  Text: !Base64 {"Fn::Sub": "${Name} in ${AWS::Region}, ${!kept}"}
                  Joined: !Join ["-", [a, !Ref Shards]]
                  Policies:
                    - PolicyDocument:
                        Statement:
                          - {Effect: Allow, Action: kinesis:PutRecords, Resource: !GetAtt Stream.Arn}
                          - {Effect: Allow, Action: [kinesis:A, kinesis:B], Resource: [!Sub "${Stream.Arn}/x"]}
            Outputs:
              Configuration: {Value: !Sub "stream: ${Stream}\\na: b: c\\n"}
            """;

    private final Template template = Template.of(YAML);

    @Test
    void resolvesFunctions() {
        Resource stream = template.resource("Stream");
        Resource role = template.resource("Role");

        assertThat(stream.text("/Name")).isEqualTo("reports");
        assertThat(stream.at("/ShardCount").asInt()).isEqualTo(4);
        assertThat(stream.deletionPolicy()).isEqualTo("Retain");
        assertThat(stream.replacementPolicy()).isEqualTo("Delete");
        assertThat(new String(Base64.getDecoder().decode(role.text("/Text")), StandardCharsets.UTF_8))
                .isEqualTo("reports in eu-west-1, ${kept}");
        assertThat(role.text("/Joined")).isEqualTo("a-4");
        assertThat(role.statements())
                .containsExactly(
                        new Statement(
                                "",
                                "Allow",
                                List.of("kinesis:PutRecords"),
                                List.of("arn:aws:kinesis:eu-west-1:111122223333:stream/reports")),
                        new Statement(
                                "",
                                "Allow",
                                List.of("kinesis:A", "kinesis:B"),
                                List.of("arn:aws:kinesis:eu-west-1:111122223333:stream/reports/x")));
        assertThat(template.configuration()).isEqualTo(Map.of("stream", "reports", "a", "b: c"));
    }

    @Test
    void leavesOutWhatTheParametersDoNotAskFor() {
        Template none = template.with("Shards", 0);

        assertThat(none.resources()).extracting(Resource::id).containsExactly("Stream");
        assertThat(none.resource("Stream").at("/ShardCount").isMissingNode()).isTrue();
    }

    @Test
    void refusesWhatCloudFormationWouldRefuse() {
        assertThatThrownBy(() -> Template.of(YAML.replace("Fixed, !Ref Shards", "Fixed, !Ref Shard"))
                        .resources())
                .hasMessageContaining("There must be a parameter or resource Shard");
        assertThatThrownBy(() -> Template.of(YAML + "More: &more {a: 1}\nAgain: {b: *more, c: *more}\n"))
                .isInstanceOf(YAMLException.class);
        assertThatThrownBy(() -> Template.of(YAML + "Outputs: {}\n")).isInstanceOf(YAMLException.class);
    }
}
