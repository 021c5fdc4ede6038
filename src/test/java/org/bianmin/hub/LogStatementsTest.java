package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * What is logged are ids, names of settings, counts and the hub's own words: no statement gets
 * bytes, texts, keys or values of a message.
 */
class LogStatementsTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

  /** Names under which the code holds what a message says, or whom it is about. */
  private static final Set<String> OF_MESSAGES =
      Set.of(
          "raw",
          "bytes",
          "body",
          "payload",
          "content",
          "document",
          "json",
          "attributes",
          "assertions",
          "event",
          "key",
          "businessKey",
          "controlId",
          "patient",
          "person",
          "identity",
          "identities",
          "identifier",
          "frame",
          "row",
          "message",
          "segment",
          "value");

  /** Of these it is not the thing itself that is logged. */
  private static final Set<String> HARMLESS =
      Set.of("length", "size", "id", "source", "getClass", "day", "facility", "edition", "number");

  private static final Pattern PLACEHOLDER = Pattern.compile("(\\w*) ?\\{}");

  /** A statement: where it stands, its text without placeholders filled in, its arguments. */
  private record Statement(String place, ExpressionTree text, List<ExpressionTree> arguments) {}

  @Test
  void noStatementGetsWhatAMessageSays() throws IOException {
    List<String> found = new ArrayList<>();
    for (Statement statement : statements(sources())) {
      for (ExpressionTree argument : statement.arguments()) {
        for (String name : named(argument)) {
          found.add(statement.place() + " logs '" + name + "' in " + argument);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void textsAreConstantsAndEverythingElseIsAnArgument() throws IOException {
    List<String> found = new ArrayList<>();
    for (Statement statement : statements(sources())) {
      if (!constant(statement.text())) {
        found.add(statement.place() + " puts together its text: " + statement.text());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aMessageIsNamedByItsId() throws IOException {
    int named = 0;
    for (Statement statement : statements(sources())) {
      Matcher placeholder = PLACEHOLDER.matcher(literal(statement.text()));
      for (ExpressionTree argument : statement.arguments()) {
        if (placeholder.find() && placeholder.group(1).equalsIgnoreCase("message")) {
          assertThat(argument.toString())
              .as(statement.place())
              .matches("(.*\\.)?(id|messageId)(\\(\\))?");
          named++;
        }
      }
    }
    assertThat(named).as("statements that name a message").isPositive();
  }

  @Test
  void theCheckFindsWhatItIsToFind() {
    List<Statement> planted =
        statements(
            List.of(
                source(
                    "class Planted { void f() { LOG.warn(\"{} {}\", message.raw(), row.id());"
                        + " log.info(\"a\" + patient); LOG.error(\"no {}\", due.event().key());"
                        + " } }")));
    assertThat(planted).hasSize(3);
    assertThat(named(planted.get(0).arguments().get(0))).containsExactly("raw");
    assertThat(named(planted.get(0).arguments().get(1))).isEmpty();
    assertThat(constant(planted.get(1).text())).isFalse();
    assertThat(named(planted.get(2).arguments().get(0))).containsExactly("key");
  }

  /** Names of what a message says that an argument ends in. */
  private static Set<String> named(ExpressionTree argument) {
    Set<String> names = new TreeSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        // the call says more than what it is called on: message.raw().length, row.id()
        String last = last(call.getMethodSelect());
        if (OF_MESSAGES.contains(last)) {
          names.add(last);
        } else if (!HARMLESS.contains(last)
            && call.getMethodSelect() instanceof MemberSelectTree on) {
          scan(on.getExpression(), null);
        }
        scan(call.getArguments(), null);
        return null;
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree select, Void unused) {
        String last = select.getIdentifier().toString();
        if (OF_MESSAGES.contains(last)) {
          names.add(last);
        } else if (!HARMLESS.contains(last)) {
          scan(select.getExpression(), null);
        }
        return null;
      }

      @Override
      public Void visitIdentifier(IdentifierTree identifier, Void unused) {
        if (OF_MESSAGES.contains(identifier.getName().toString())) {
          names.add(identifier.getName().toString());
        }
        return null;
      }
    }.scan(argument, null);
    return names;
  }

  private static boolean constant(ExpressionTree text) {
    boolean[] constant = {true};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBinary(BinaryTree sum, Void unused) {
        for (ExpressionTree side : List.of(sum.getLeftOperand(), sum.getRightOperand())) {
          if (!(side instanceof LiteralTree) && !(side instanceof BinaryTree) && !isName(side)) {
            constant[0] = false;
          }
        }
        return super.visitBinary(sum, null);
      }
    }.scan(text, null);
    return constant[0];
  }

  /** A constant of the class. */
  private static boolean isName(ExpressionTree side) {
    return side instanceof IdentifierTree name && name.toString().matches("[A-Z_]+");
  }

  private static String literal(ExpressionTree text) {
    StringBuilder literal = new StringBuilder();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitLiteral(LiteralTree part, Void unused) {
        literal.append(part.getValue());
        return null;
      }
    }.scan(text, null);
    return literal.toString();
  }

  private static String last(Tree name) {
    return name instanceof MemberSelectTree select
        ? select.getIdentifier().toString()
        : name.toString();
  }

  private static List<Statement> statements(List<JavaFileObject> sources) {
    List<Statement> statements = new ArrayList<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(new StringWriter(), null, null, List.of("-proc:none"), null, sources);
    try {
      for (CompilationUnitTree unit : task.parse()) {
        String file = Path.of(unit.getSourceFile().toUri().getPath()).getFileName().toString();
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            if (call.getMethodSelect() instanceof MemberSelectTree select
                && select.getExpression().toString().matches("LOG|log")
                && LEVELS.contains(select.getIdentifier().toString())) {
              List<? extends ExpressionTree> all = call.getArguments();
              statements.add(
                  new Statement(file, all.get(0), List.copyOf(all.subList(1, all.size()))));
            }
            return super.visitMethodInvocation(call, null);
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return statements;
  }

  private static List<JavaFileObject> sources() throws IOException {
    StandardJavaFileManager files =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    try (Stream<Path> all = Files.walk(SOURCES)) {
      List<JavaFileObject> logging = new ArrayList<>();
      for (Path file :
          all.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList())) {
        if (Files.readString(file).contains("LoggerFactory")) {
          files.getJavaFileObjects(file).forEach(logging::add);
        }
      }
      assertThat(logging).hasSizeGreaterThan(40);
      return logging;
    }
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        java.net.URI.create("string:///Planted.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
