package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.Words;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The forms in which reports are read, from files that hold their texts and places. A report
 * without a form is a plain table.
 */
public final class Forms {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PLAIN =
      List.of(
          "indicator",
          "name",
          "value",
          "unit",
          "numerator",
          "denominator",
          "target",
          "met",
          "basis",
          "coverage",
          "note");
  private static final List<Integer> PLAIN_WIDTHS =
      List.of(12, 44, 12, 9, 12, 12, 10, 9, 10, 10, 50);
  private static final List<Words> PLAIN_HEADS =
      List.of(
          new Words("编号", "Id"),
          new Words("指标", "Indicator"),
          new Words("数值", "Value"),
          new Words("单位", "Unit"),
          new Words("分子", "Numerator"),
          new Words("分母", "Denominator"),
          new Words("目标", "Target"),
          new Words("达标", "Met"),
          new Words("依据", "Basis"),
          new Words("数据覆盖", "Coverage"),
          new Words("备注", "Note"));

  private final Path folder;

  Forms(Path folder) {
    this.folder = folder;
  }

  /**
   * A report in its form.
   *
   * @param name of the form, or null for a plain table
   * @param scope what people call whom it is about
   * @param on the day that is printed on it
   * @throws IllegalArgumentException when the form's file is not in order; the message names it
   */
  public Grid fill(
      String name,
      ReportKind kind,
      ReportKey key,
      String scope,
      List<ReportValue> values,
      LocalDate on,
      Locale locale) {
    Form form = name == null || !exists(name) ? plain(kind, key, locale) : read(name);
    Map<String, String> texts =
        Map.of(
            "scope",
            scope,
            "city",
            scope.endsWith("市") ? scope.substring(0, scope.length() - 1) : scope,
            "date",
            on.getYear() + "年" + on.getMonthValue() + "月" + on.getDayOfMonth() + "日",
            "period",
            key.when());
    return new FormFilling(form, values, texts, locale).fill();
  }

  /** A form as it is printed, with nothing filled in. */
  public Grid blank(String name) {
    return new FormFilling(read(name), List.of(), Map.of(), Locale.CHINESE).fill();
  }

  /** Writes sheets as a spreadsheet; the stream is left open. */
  public void xlsx(List<Grid> sheets, OutputStream out) throws IOException {
    FormXlsx.write(sheets, out);
  }

  private Path file(String name) {
    if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException("a form's name is like shaanxi-ledger");
    }
    return folder.resolve(name + ".yaml");
  }

  private boolean exists(String name) {
    return Files.isRegularFile(file(name));
  }

  private Form read(String name) {
    Path file = file(name);
    try (Reader reader = Files.newBufferedReader(file)) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      JsonNode json = JSON.valueToTree(tree);
      if (!name.equals(json.path("form").asText())) {
        throw new IllegalArgumentException(file + ": form is " + name + ", as the file is named");
      }
      return Form.read(json, file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      throw new IllegalArgumentException(file + " is no YAML: " + e.getMessage(), e);
    }
  }

  private static Form plain(ReportKind kind, ReportKey key, Locale locale) {
    int columns = PLAIN.size();
    List<Form.Row> rows = new ArrayList<>();
    rows.add(new Form.Cells(List.of(text(columns, "title", kind.programmeName().in(locale)))));
    rows.add(
        new Form.Cells(
            List.of(
                text(
                    columns,
                    "left",
                    kind.name().in(locale) + "  " + key.when() + "  {scope}  {date}"))));
    rows.add(
        new Form.Cells(
            PLAIN_HEADS.stream().map(head -> text(1, "head", head.in(locale))).toList()));
    rows.add(new Form.Each());
    return new Form("plain", kind.id(), true, PLAIN_WIDTHS, PLAIN, rows);
  }

  private static FormCell text(int span, String style, String text) {
    return new FormCell(span, 1, style, text, null, "value", null, false, false, "");
  }
}
