package org.bianmin.hub.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code mappings/recognition/*.csv} say: the catalogue that a province sends as a
 * spreadsheet, scopes, institutions and fees. Immutable; empty where a hospital has none of them.
 */
public final class RecognitionTables {

  /** No table at all. */
  public static final RecognitionTables EMPTY =
      new RecognitionTables(List.of(), List.of(), List.of(), List.of());

  private record Subject(String facility, String item) {}

  private final List<CatalogueItem> catalogue;
  private final List<HrScope> scopes;
  private final List<RecognitionFacility> facilities;
  private final List<ItemFee> fees;
  // the codes as they are written, by file: to see what Excel has taken from them
  private final Map<String, CodeTable> codes;
  private final Map<Subject, List<HrScope>> bySubject = new HashMap<>();
  private final Map<String, RecognitionFacility> byName = new HashMap<>();
  private final Map<String, List<ItemFee>> byItem = new LinkedHashMap<>();

  public RecognitionTables(
      List<CatalogueItem> catalogue,
      List<HrScope> scopes,
      List<RecognitionFacility> facilities,
      List<ItemFee> fees) {
    this(catalogue, scopes, facilities, fees, Map.of());
  }

  RecognitionTables(
      List<CatalogueItem> catalogue,
      List<HrScope> scopes,
      List<RecognitionFacility> facilities,
      List<ItemFee> fees,
      Map<String, CodeTable> codes) {
    this.codes = Map.copyOf(codes);
    this.catalogue = List.copyOf(catalogue);
    this.scopes = List.copyOf(scopes);
    this.facilities = List.copyOf(facilities);
    this.fees = List.copyOf(fees);
    for (HrScope scope : scopes) {
      bySubject
          .computeIfAbsent(new Subject(scope.facility(), scope.item()), s -> new ArrayList<>(2))
          .add(scope);
    }
    for (RecognitionFacility facility : facilities) {
      byName.put(facility.id(), facility);
      facility.aliases().forEach(alias -> byName.put(alias, facility));
    }
    for (ItemFee fee : fees) {
      byItem.computeIfAbsent(fee.item(), i -> new ArrayList<>(1)).add(fee);
    }
  }

  /** The catalogue of the files, in the order of its rows. */
  public List<CatalogueItem> catalogue() {
    return catalogue;
  }

  /** All scopes, in the order of their rows. */
  public List<HrScope> scopes() {
    return scopes;
  }

  /** All institutions, in the order of their rows. */
  public List<RecognitionFacility> facilities() {
    return facilities;
  }

  /** All fees, in the order of their rows. */
  public List<ItemFee> fees() {
    return fees;
  }

  /** The institution of a facility code, or of any way of writing that {@code aliases} name. */
  public Optional<RecognitionFacility> facility(String name) {
    return Optional.ofNullable(byName.get(name.strip()));
  }

  /**
   * The widest scope of an institution for an item, or for its whole kind, on a day.
   *
   * @param item item code; null where it is not known
   * @param kind code of {@code report-category}; null where it is not known
   */
  public Optional<HrScope> widest(String facility, String item, String kind, LocalDate day) {
    List<HrScope> all = new ArrayList<>(2);
    if (item != null) {
      all.addAll(bySubject.getOrDefault(new Subject(facility, item), List.of()));
    }
    if (kind != null) {
      all.addAll(bySubject.getOrDefault(new Subject(facility, HrScope.KIND + kind), List.of()));
    }
    return all.stream().filter(scope -> scope.days().holds(day)).min(HrScope.WIDEST);
  }

  /** What an item costs on a day, in fen; empty where {@code fees.csv} does not say. */
  public OptionalLong fee(String item, LocalDate day) {
    return byItem.getOrDefault(item, List.of()).stream()
        .filter(fee -> fee.days().holds(day))
        .mapToLong(ItemFee::fen)
        .findFirst();
  }

  Map<String, CodeTable> codes() {
    return codes;
  }
}
