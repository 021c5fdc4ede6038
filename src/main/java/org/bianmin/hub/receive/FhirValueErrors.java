package org.bianmin.hub.receive;

import ca.uhn.fhir.parser.ErrorHandlerAdapter;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.HttpStatus;

/** Stops at the first value that is not of its type and finds where it stands. */
final class FhirValueErrors extends ErrorHandlerAdapter {

  private final String text;
  private final boolean xml;

  FhirValueErrors(String text, boolean xml) {
    this.text = text;
    this.xml = xml;
  }

  @Override
  public void invalidValue(IParseLocation location, String value, String error) {
    String element = location == null ? null : location.getParentElementName();
    throw refusal(element, place(element, value), "has a value that is not of its FHIR type");
  }

  @Override
  public void incorrectJsonType(
      IParseLocation location,
      String element,
      ValueType expected,
      ScalarType expectedScalar,
      ValueType found,
      ScalarType foundScalar) {
    throw refusal(element, place(element, null), "is a JSON " + found + ", not " + expected);
  }

  private JsonPlace place(String element, String value) {
    return xml || element == null ? JsonPlace.UNKNOWN : JsonPlace.of(text, element, value);
  }

  private static FhirRefusal refusal(String element, JsonPlace place, String why) {
    String expression = place.path() == null ? element : place.path();
    return new FhirRefusal(
        HttpStatus.BAD_REQUEST,
        IssueType.VALUE,
        (expression == null ? "An element" : expression)
            + " "
            + why
            + (place.lineColumn() == null ? "" : " (" + place.lineColumn() + ")")
            + ". Correct it and send it again",
        expression,
        place.lineColumn());
  }
}
