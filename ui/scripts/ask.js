// ask fetches and reads the answer; null when none came. A page that is left cuts its requests off,
// also in the middle of an answer, and nobody has to hear of that.
export async function ask(url, options) {
  try {
    const answer = await fetch(url, options);
    return { ok: answer.ok && !answer.redirected, status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}
