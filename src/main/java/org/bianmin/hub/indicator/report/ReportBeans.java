package org.bianmin.hub.indicator.report;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the reports together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportProperties.class)
class ReportBeans {

  /** What the parts of this package share. */
  @Bean
  ReportRooms reportRooms(
      ObjectProvider<ReportSource> source,
      JdbcClient queries,
      Commands commands,
      GroupCommit commits,
      ReportQueries reports,
      ReportDetails details,
      ReportProperties properties,
      ObjectProvider<ReportPlatform> platform,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    return new ReportRooms(
        source.getObject(),
        queries,
        commands,
        commits,
        reports,
        details,
        properties,
        platform,
        zone,
        Clock.systemUTC());
  }

  @Bean
  ReportSource programmeReports(ObjectProvider<Indicators> indicators) {
    return new ProgrammeReports(indicators::getIfAvailable);
  }

  @Bean
  Reports reports(ReportRooms rooms) {
    return rooms.reports();
  }

  @Bean
  RosterReports rosterReports(ReportRooms rooms) {
    return rooms.roster();
  }

  @Bean
  ReportCalendar reportCalendar(ReportRooms rooms) {
    return rooms.calendar();
  }

  @Bean
  ReportDocument reportDocument(ReportRooms rooms) {
    return rooms.document();
  }

  @Bean
  ReportDestinations reportDestinations(ReportRooms rooms, JdbcClient queries) {
    return new ReportDestinations(queries, rooms.sendingRows(), rooms.bell());
  }

  @Bean
  ReportSchedule reportSchedule(ReportRooms rooms) {
    return rooms.schedule();
  }

  @Bean
  Forms forms(ReportProperties properties, @Value("${hub.mappings:./mappings}") Path mappings) {
    return new Forms(mappings.resolve(properties.forms()));
  }
}
