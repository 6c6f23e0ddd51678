/// The scenarios of the requirements, played on a running network through its public interfaces:
/// gateways as banks' programs call them, and operators' commands.
@NullMarked
package kz.digitaltenge.app.scenario;

import org.jspecify.annotations.NullMarked;
