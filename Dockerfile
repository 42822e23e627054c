# One image for every part of the suite:
#   docker build --build-arg MODULE=producer-service -t wildrydes/producer-service .
# MODULE is one of producer-service, aggregator-service, persister-service, archive-service, dashboard-service, local-aws.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
# The build is one for all images, so it runs once; the cache keeps what Maven downloads, whatever changes in the sources.
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -Dquick -DskipTests -pl '!system-tests,!benchmarks' package

FROM build AS layers
ARG MODULE
ARG TARGETARCH=amd64
RUN docker/layers "$MODULE" "$TARGETARCH"

FROM eclipse-temurin:25-jre
ARG MODULE
ARG VERSION=1.0.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Wild Rydes Telemetry: $MODULE" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
# From what changes least to what changes most: a change in one service makes one new layer of some kilobytes.
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY --from=layers /src/docker/health ./
# The one folder that local-aws writes to, beside /tmp; a volume mounted here takes over its owner.
RUN mkdir /data && chown 10001:10001 /data
# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
# Where and what the health check asks; without a profile the actuator has a port of its own.
ENV HEALTH_PORT=9090 HEALTH_PATH=/actuator/health/readiness
HEALTHCHECK --interval=3s --timeout=2s --start-period=60s --retries=5 CMD ["/app/health"]
# A third of the container's memory is for what is not heap: threads, buffers, code. JAVA_TOOL_OPTIONS goes before these options.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/app.jar"]
