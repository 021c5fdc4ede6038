package org.bianmin.hub.store;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Gives a test a fresh store on each of the two engines. */
public final class StoreEngines implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Stream.of(Engine.values()).map(OnEngine::new);
  }

  private record OnEngine(Engine engine) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
      return engine.name();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new Stores(engine));
    }
  }

  private static final class Stores implements ParameterResolver, AfterEachCallback {
    private final Engine engine;
    private TestStore store;

    Stores(Engine engine) {
      this.engine = engine;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestStore.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      try {
        store = TestStore.fresh(engine);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return store;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
      if (store != null) {
        store.delete();
      }
    }
  }
}
