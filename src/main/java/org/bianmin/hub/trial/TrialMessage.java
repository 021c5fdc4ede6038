package org.bianmin.hub.trial;

/**
 * One message of a {@link HospitalDay}.
 *
 * @param atMillis virtual time at which the sender recorded it, epoch milliseconds
 * @param source the sender, {@code his} or {@code lis}
 * @param bytes the message in the sender's charset, without an MLLP frame
 * @param what its kind, for example {@code registration} or {@code discharge-cancelled}; kinds that
 *     must park start with {@code parked-}, kinds that tell no event with {@code ignored-}
 */
public record TrialMessage(long atMillis, String source, byte[] bytes, String what) {}
