package org.bianmin.hub.normalize.fhir;

import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRLexer.FHIRLexerException;

/** A FHIRPath expression, parsed once and used for every message. Safe for use by many threads. */
public final class FhirPath {

  private final String expression;
  private final ExpressionNode node;

  private FhirPath(String expression, ExpressionNode node) {
    this.expression = expression;
    this.node = node;
  }

  /**
   * Parses an expression relative to a resource or element, for example {@code
   * subject.resolve().identifier.where(system = 'urn:x').value}.
   *
   * @throws IllegalArgumentException when it is not FHIRPath; the message says where
   */
  public static FhirPath compile(String expression) {
    if (expression == null || expression.isBlank()) {
      throw new IllegalArgumentException("A FHIRPath expression is empty: write for example id");
    }
    try {
      return new FhirPath(expression, FhirR4.paths().parse(expression));
    } catch (FHIRLexerException e) {
      throw new IllegalArgumentException(
          "'" + expression + "' is not a FHIRPath expression: " + e.getMessage(), e);
    }
  }

  ExpressionNode node() {
    return node;
  }

  @Override
  public String toString() {
    return expression;
  }
}
