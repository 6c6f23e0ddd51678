package kz.digitaltenge.app.audit;

import java.nio.file.Path;

/// A member of the notary whose folder is to be audited.
public record AuditedMember(String name, Path folder) {}
