// Checks a published log with the Go team's own packages, those that check the Go checksum database: nothing of the
// platform is used but what it publishes. `main URL VKEY RECEIPT [OLD-CHECKPOINT]`; run by src/office/log/third-party.test.ts.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The tiles of a C2SP log: eight levels each, named without their height.
type tiles struct {
	url  string
	kept map[string][]byte
}

func (tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		if t.kept[path] == nil {
			data, err := get(t.url + "/" + path)
			if err != nil {
				return nil, err
			}
			t.kept[path] = data
		}
		all = append(all, t.kept[path])
	}
	return all, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func get(url string) ([]byte, error) {
	answer, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s answers %d", url, answer.StatusCode)
	}
	return io.ReadAll(answer.Body)
}

// A checkpoint whose signature by the key holds.
func open(text []byte, key note.Verifier) tlog.Tree {
	signed, err := note.Open(text, note.VerifierList(key))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	hash, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: hash}
}

// Every entry of the log, from bundles of 256.
func entries(url string, size int64) [][]byte {
	var all [][]byte
	for at := int64(0); at < size; at += 256 {
		tile := tlog.Tile{H: 8, L: -1, N: at / 256, W: 256}
		if at+256 > size {
			tile.W = int(size - at)
		}
		path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		data, err := get(url + "/" + path)
		must(err)
		for len(data) > 0 {
			length := int(data[0])<<8 | int(data[1])
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	return all
}

// A receipt (c2sp.org/tlog-proof) of an entry that the log holds.
func checkReceipt(text []byte, key note.Verifier, all [][]byte) int64 {
	end := bytes.Index(text, []byte("\n\n"))
	tree := open(text[end+2:], key)
	var index int64
	var proof tlog.RecordProof
	for _, line := range strings.Split(string(text[:end]), "\n")[1:] {
		if rest := strings.TrimPrefix(line, "index "); rest != line {
			at, err := strconv.ParseInt(rest, 10, 64)
			must(err)
			index = at
		} else if !strings.HasPrefix(line, "extra ") {
			raw, err := base64.StdEncoding.DecodeString(line)
			must(err)
			var hash tlog.Hash
			copy(hash[:], raw)
			proof = append(proof, hash)
		}
	}
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(all[index])))
	return index
}

func must(err error) {
	if err != nil {
		fmt.Println("not verified:", err)
		os.Exit(3)
	}
}

func main() {
	url, receiptFile := os.Args[1], os.Args[3]
	key, err := note.NewVerifier(os.Args[2])
	must(err)
	head, err := get(url + "/checkpoint")
	must(err)
	tree := open(head, key)
	fmt.Printf("checkpoint: %d entries, signed by %s\n", tree.N, key.Name())
	// Tiles are believed only as far as they lead to the root.
	reader := tlog.TileHashReader(tree, tiles{url, map[string][]byte{}})
	all := entries(url, tree.N)
	for at := int64(0); at < tree.N; at++ {
		proof, err := tlog.ProveRecord(tree.N, at, reader)
		must(err)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, at, tlog.RecordHash(all[at])))
	}
	fmt.Printf("inclusion: %d of %d entries\n", len(all), tree.N)
	for old := int64(1); old <= tree.N; old++ {
		hash, err := tlog.TreeHash(old, reader)
		must(err)
		proof, err := tlog.ProveTree(tree.N, old, reader)
		must(err)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old, hash))
	}
	fmt.Printf("consistency: from each of %d older sizes\n", tree.N)
	if len(os.Args) > 4 {
		text, err := os.ReadFile(os.Args[4])
		must(err)
		old := open(text, key)
		proof, err := tlog.ProveTree(tree.N, old.N, reader)
		must(err)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
		fmt.Printf("kept checkpoint: its %d entries are the first of the log\n", old.N)
	}
	receipt, err := os.ReadFile(receiptFile)
	must(err)
	fmt.Printf("receipt: entry %d\n", checkReceipt(receipt, key, all))
}
