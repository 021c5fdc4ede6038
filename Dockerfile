# The image of the hub: target/bianmin-hub.jar and the shipped mappings on a Java runtime (docs/deployment.md).
# Build the jar first: mvn -DskipTests package

# The libraries change seldom and the hub's own classes with every release: apart, an upgrade pulls a few megabytes.
FROM eclipse-temurin:17.0.15_6-jre-noble AS layers
WORKDIR /layers
COPY target/bianmin-hub.jar bianmin-hub.jar
RUN java -Djarmode=tools -jar bianmin-hub.jar extract --layers --destination extracted

FROM eclipse-temurin:17.0.15_6-jre-noble
LABEL org.opencontainers.image.title="Bianmin Hub" \
      org.opencontainers.image.description="Hospital integration hub: HL7 v2, FHIR and payments in, measure events out"

# A number of its own, so that files on the host can be given to it; 1000 belongs to somebody there already.
RUN groupadd --system --gid 10001 hub \
    && useradd --system --uid 10001 --gid hub --home-dir /var/lib/bianmin-hub --no-create-home --shell /usr/sbin/nologin hub \
    && install -d -o hub -g hub -m 0750 /var/lib/bianmin-hub /var/lib/bianmin-hub/keys

WORKDIR /opt/bianmin-hub
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY mappings mappings
COPY --chmod=0755 packaging/healthcheck /usr/local/bin/healthcheck

# Nothing else is written but the temporary folder: run it with --read-only --tmpfs /tmp:exec (zstd unpacks its library there).
ENV HUB_DATA=/var/lib/bianmin-hub \
    HUB_MAPPINGS=/opt/bianmin-hub/mappings
VOLUME /var/lib/bianmin-hub

USER hub
EXPOSE 2575 8080
# Readiness: whether messages are taken. Docker restarts nothing because of it; balancers and depends_on look at it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=2m --retries=3 \
    CMD ["healthcheck", "8080", "/actuator/health/readiness"]
ENTRYPOINT ["java", "-XX:+UseParallelGC", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "bianmin-hub.jar"]
