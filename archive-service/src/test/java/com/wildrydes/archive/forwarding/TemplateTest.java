package com.wildrydes.archive.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.archive.ArchiveProperties;
import com.wildrydes.template.Resource;
import com.wildrydes.template.Template;
import com.wildrydes.template.UnsentRequest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;

/** The template makes on AWS the delivery stream that DeliveryStreamProvisioner makes elsewhere. */
class TemplateTest {

    private static final String S3 = "/ExtendedS3DestinationConfiguration";

    private final Template template = Template.read();

    @EnableConfigurationProperties(ArchiveProperties.class)
    static class Settings {}

    @Test
    void makesTheSameDeliveryStream() {
        started(template).run(context -> {
            UnsentRequest unsent = new UnsentRequest();
            CreateDeliveryStreamRequest here;
            try (FirehoseAsyncClient client = unsent.client(FirehoseAsyncClient.builder())) {
                here = unsent.of(
                        CreateDeliveryStreamRequest.class,
                        new DeliveryStreamProvisioner(client, context.getBean(ArchiveProperties.class))::provision);
            }
            ExtendedS3DestinationConfiguration s3 = here.extendedS3DestinationConfiguration();
            Resource there = template.resource("DeliveryStream");

            assertThat(there.text("/DeliveryStreamName")).isEqualTo(here.deliveryStreamName());
            assertThat(here.deliveryStreamTypeAsString()).isEqualTo("DirectPut");
            assertThat(there.text("/DeliveryStreamType")).isEqualTo("DirectPut");
            assertThat(there.text(S3 + "/BucketARN")).isEqualTo(s3.bucketARN());
            assertThat(there.text(S3 + "/Prefix")).isEqualTo(s3.prefix());
            assertThat(there.text(S3 + "/ErrorOutputPrefix")).isEqualTo(s3.errorOutputPrefix());
            assertThat(there.text(S3 + "/CompressionFormat")).isEqualTo(s3.compressionFormatAsString());
            assertThat(there.text(S3 + "/FileExtension")).isEqualTo(s3.fileExtension());
            assertThat(there.at(S3 + "/BufferingHints/IntervalInSeconds").asInt())
                    .isEqualTo(s3.bufferingHints().intervalInSeconds());
            assertThat(there.at(S3 + "/BufferingHints/SizeInMBs").asInt())
                    .isEqualTo(s3.bufferingHints().sizeInMBs());
        });
    }

    @Test
    void tellsTheServiceWhereTheArchiveIs() {
        Template other = template.with("BucketPrefix", "fleet")
                .with("DeliveryStreamName", "a")
                .with("DatabaseName", "b")
                .with("WorkGroupName", "c");

        started(other).run(context -> {
            ArchiveProperties here = context.getBean(ArchiveProperties.class);

            assertThat(here.bucket()).isEqualTo("fleet-111122223333");
            assertThat(here.firehose().deliveryStream()).isEqualTo("a");
            assertThat(here.athena().database()).isEqualTo("b");
            assertThat(here.athena().workgroup()).isEqualTo("c");
        });
    }

    private static ApplicationContextRunner started(Template template) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("stack", template.configuration())));
    }
}
