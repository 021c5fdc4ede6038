package org.bianmin.hub.normalize.fhir;

import ca.uhn.fhir.parser.ErrorHandlerAdapter;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;

/** Refuses values that are not of their type; what R4 does not know is passed over. */
final class StrictValues extends ErrorHandlerAdapter {

  @Override
  public void invalidValue(IParseLocation location, String value, String error) {
    String element = location == null ? null : location.getParentElementName();
    throw new UnreadableFhir(
        element,
        "The value of " + (element == null ? "an element" : "'" + element + "'") + " is not valid",
        "correct it at the sender (FHIR R4, datatypes) and send the message again");
  }

  @Override
  public void incorrectJsonType(
      IParseLocation location,
      String element,
      ValueType expected,
      ScalarType expectedScalar,
      ValueType found,
      ScalarType foundScalar) {
    throw new UnreadableFhir(
        element,
        "'" + element + "' is a JSON " + found + " where FHIR has " + expected,
        "correct it at the sender (FHIR R4, JSON representation) and send the message again");
  }
}
