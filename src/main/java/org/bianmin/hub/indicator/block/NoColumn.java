package org.bianmin.hub.indicator.block;

/** A column that no fact tells anything of. */
final class NoColumn implements Column {

  static final NoColumn INSTANCE = new NoColumn();

  private NoColumn() {}

  @Override
  public boolean present(int row) {
    return false;
  }

  @Override
  public boolean hasNumber(int row) {
    return false;
  }

  @Override
  public long number(int row) {
    return 0;
  }

  @Override
  public boolean scaled() {
    return false;
  }

  @Override
  public long high(int row) {
    return 0;
  }

  @Override
  public long low(int row) {
    return 0;
  }

  @Override
  public String text(int row) {
    return null;
  }

  @Override
  public int items(int row) {
    return 0;
  }

  @Override
  public int start(int row) {
    return 0;
  }

  @Override
  public Column item(String name) {
    return this;
  }
}
