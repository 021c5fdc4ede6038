package org.bianmin.hub.normalize.hl7v2;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.ArrayList;
import java.util.List;

/** HAPI without structures and validation, as the oracle of the segment reader. */
final class HapiReader {

  private final PipeParser parser;

  HapiReader() {
    DefaultHapiContext context = new DefaultHapiContext(new GenericModelClassFactory());
    context.setValidationContext(ValidationContextFactory.noValidation());
    context.getParserConfiguration().setAllowUnknownVersions(true);
    parser = context.getPipeParser();
  }

  /** The segments in their order. HAPI knows CR as their end only. */
  List<Segment> read(String text) throws HL7Exception {
    Message message = parser.parse(text.replace("\r\n", "\r").replace('\n', '\r'));
    List<Segment> segments = new ArrayList<>();
    for (String name : message.getNames()) {
      for (Structure structure : message.getAll(name)) {
        segments.add((Segment) structure);
      }
    }
    return segments;
  }

  /**
   * The value, null where it is absent or empty.
   *
   * @param repetition from 1, like all other numbers
   */
  static String value(Segment segment, int field, int repetition, int component, int subcomponent)
      throws HL7Exception {
    String value = Terser.get(segment, field, repetition - 1, component, subcomponent);
    return value == null || value.isEmpty() ? null : value;
  }
}
