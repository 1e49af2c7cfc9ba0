<?php
// Keeps a copy of what an Nq72 installation shows. usage: php sync.php BASE_URL FILE
[, $base, $file] = $argv;
$headers = getenv('NQ72_TOKEN') ? "Authorization: Bearer " . getenv('NQ72_TOKEN') . "\r\n" : '';
$empty = ['since' => null, 'items' => []];
$copy = is_file($file) ? json_decode(file_get_contents($file), true, 512, JSON_THROW_ON_ERROR) : $empty;
[$kept, $removed, $more, $stored] = [0, 0, true, time()];
while ($more) {
    $url = "$base/api/v1/sync?limit=1000" . ($copy['since'] ? "&since={$copy['since']}" : '');
    $body = file_get_contents($url, false, stream_context_create(['http' => ['header' => $headers, 'ignore_errors' => true]]));
    if ($body === false) throw new RuntimeException("no answer from $base");
    preg_match('/^HTTP\/\S+ (\d+)/', $http_response_header[0], $line);
    $status = (int) $line[1];
    if ($status === 410) { // the installation was restored from a backup: begin again
        $copy = $empty;
        continue;
    }
    if ($status === 429 || $status === 503) {
        $wait = preg_grep('/^retry-after:/i', $http_response_header);
        sleep($wait ? (int) trim(explode(':', reset($wait), 2)[1]) : 5);
        continue;
    }
    $page = json_decode($body, true, 512, JSON_THROW_ON_ERROR);
    if ($status >= 300) throw new RuntimeException("$status {$page['code']}: " . ($page['detail'] ?? $page['title']));
    foreach ($page['changes'] as $change) {
        if ($change['op'] === 'upsert') {
            $copy['items'][$change['item']['id']] = $change['item'];
            $kept++;
        } else {
            unset($copy['items'][$change['id']]);
            $removed++;
            if ($change['reason'] === 'retracted') echo "taken back: {$change['id']}; tell your readers\n";
        }
    }
    $copy['since'] = $page['next'];
    $more = $page['more'];
    // the changes and the place they lead to are stored together, or neither is; the whole copy is written, so not after each page
    if ($more && time() - $stored < 10) continue;
    file_put_contents("$file.new", json_encode($copy, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR));
    rename("$file.new", $file);
    $stored = time();
}
echo "$kept stored, $removed taken out, " . count($copy['items']) . " in the copy\n";
