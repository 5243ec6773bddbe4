// A text area for JSON that says what is wrong while one types.

/** Watches `area`, writes to `problem`, calls `changed` after each edit. Empty text stands for {}. */
export function jsonField(area, problem, changed = () => {}) {
  let parsed = { value: {} };

  function check() {
    parsed = parse(area.value);
    const message = parsed.error ? `Not JSON yet: ${parsed.error}` : '';
    if (parsed.error) area.setAttribute('aria-invalid', 'true');
    else area.removeAttribute('aria-invalid');
    if (problem.textContent !== message) problem.textContent = message;
  }

  area.addEventListener('input', () => {
    check();
    changed();
  });
  check();

  return {
    valid: () => !parsed.error,
    /** The parsed value of the last valid text. */
    value: () => parsed.value,
  };
}

function parse(text) {
  if (text.trim() === '') return { value: {} };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error.message };
  }
}
