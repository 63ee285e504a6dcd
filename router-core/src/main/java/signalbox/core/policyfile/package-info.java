/// The policy as one readable, versioned YAML file. Reading refuses unknown fields, dangling names and impossible
/// values with line and reason, and never gives back half a policy; writing gives a file that reads back equal.
/// Stateless.
package signalbox.core.policyfile;
