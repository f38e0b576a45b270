// Judges what a webhook was sent: the signature by standardwebhooks, the body by cloudevents, both as a receiver would use them.
// Standard input: {"secret": …, "posts": [{"at": milliseconds, "headers": {…}, "body": text}]}. Says how many hold; ends with 1 at the first that does not.
import { readFileSync } from "node:fs";
import { HTTP } from "cloudevents";
import { Webhook } from "standardwebhooks";

const { secret, posts } = JSON.parse(readFileSync(0, "utf8"));
const webhook = new Webhook(secret);

for (const { at, headers, body } of posts) {
  // The moment at which it arrived, which is what the signature's time is held against.
  Date.now = () => at;
  webhook.verify(body, headers);

  const event = HTTP.toEvent({ headers, body });
  event.validate();
  if (event.specversion !== "1.0" || typeof event.data?.link !== "string")
    throw new Error(`This is no event of the portal: ${body}`);
}

console.log(posts.length);
