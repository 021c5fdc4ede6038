package org.bianmin.hub.trial;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sample traffic of the profile {@code trial}.
 *
 * @param traffic false keeps the trial quiet
 * @param speed virtual seconds per second; 300 plays the ten busy hours in two minutes
 * @param patients patients per hospital day, about 2.5 messages each
 * @param host where the hub listens
 * @param hisPort port of the source {@code his}, UTF-8
 * @param lisPort port of the source {@code lis}, GB18030
 * @param doctorPort where the trial hospital's HIS takes prompts of mutual recognition
 * @param seed repeats the same days; a new one each start when absent, so that a restarted trial
 *     does not send duplicates only
 */
@ConfigurationProperties("hub.trial")
record TrialProperties(
    @DefaultValue("true") boolean traffic,
    @DefaultValue("300") double speed,
    @DefaultValue("400") int patients,
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("2575") int hisPort,
    @DefaultValue("2576") int lisPort,
    @DefaultValue("8091") int doctorPort,
    Long seed) {

  TrialProperties {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("hub.trial.speed must be above 0, for example 300");
    }
    if (patients < 1) {
      throw new IllegalArgumentException("hub.trial.patients must be 1 or more, for example 400");
    }
    // drawn once: the wallets pay what the HIS of the same days settles
    seed = seed == null ? Long.valueOf(System.currentTimeMillis() / 1000) : seed;
  }
}
