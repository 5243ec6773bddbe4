;; Writes the functions of a module out of a packed text: pack.mjs says how that is made.
;;
;; By hand, as it is a part of what it saves. It runs once, in a page's first milliseconds.
;;
;; Memory:
;;   0x00000  bytes: first the model (symbols.mjs), then the functions with pairs as one byte
;;   0x10000  prefix codes, each a table of 2 KB: for every ten bits that may come, 16 * symbol + length of its code.
;;            The first two are for the tables' own numbers, then come lengths, distances, and symbols of 28 trees.
;;   0x20000  the text
;;   0x30000  the functions
(module
  (memory (export "m") 4)

  ;; The next character, and bits that have been read ahead, and how many these are.
  (global $text (mut i32) (i32.const 0))
  (global $ahead (mut i32) (i32.const 0))
  (global $count (mut i32) (i32.const 0))

  ;; Reads a character.
  (func $read
    (local $character i32)
    (local $lost i32)
    (local.set $character (i32.load8_u offset=0x20000 (global.get $text)))
    (global.set $text (i32.add (global.get $text) (i32.const 1)))
    ;; Seven bits, or six: text.mjs.
    (local.set $lost
      (i32.and
        (i32.wrap_i64
          (i64.shr_u
            (i64.const 0x400040080061)
            (i64.extend_i32_u (i32.shr_u (local.get $character) (i32.const 1)))))
        (i32.const 1)))
    (global.set $ahead
      (i32.or
        (i32.shl (global.get $ahead) (i32.sub (i32.const 7) (local.get $lost)))
        (i32.shr_u (local.get $character) (local.get $lost))))
    (global.set $count
      (i32.add (global.get $count) (i32.sub (i32.const 7) (local.get $lost)))))

  ;; So many bits, 15 at most.
  (func $bits (param $n i32) (result i32)
    (loop $more
      (if (i32.lt_u (global.get $count) (i32.const 15))
        (then
          (call $read)
          (br $more))))
    (global.set $count (i32.sub (global.get $count) (local.get $n)))
    (i32.and
      (i32.shr_u (global.get $ahead) (global.get $count))
      (i32.sub (i32.shl (i32.const 1) (local.get $n)) (i32.const 1))))

  ;; What comes next in the code of this table.
  (func $symbol (param $table i32) (result i32)
    (local.set $table
      (i32.load16_u offset=0x10000
        (i32.add
          (local.get $table)
          (i32.shl (call $bits (i32.const 10)) (i32.const 1)))))
    (global.set $count
      (i32.add
        (global.get $count)
        (i32.sub (i32.const 10) (i32.and (local.get $table) (i32.const 15)))))
    (i32.shr_u (local.get $table) (i32.const 4)))

  ;; A number above 0: how many bits follow its highest one is a symbol of this table.
  (func $number (param $table i32) (result i32)
    (i32.or
      (i32.shl (i32.const 1) (local.tee $table (call $symbol (local.get $table))))
      (call $bits (local.get $table))))

  ;; Fills a table: for each length, how many symbols have codes of it, and one, and the steps between these symbols.
  (func $fill (param $table i32) (param $numbers i32)
    (local $length i32)
    (local $left i32)
    (local $symbol i32)
    (local $end i32)
    (local $stop i32)
    (local.set $stop (i32.add (local.get $table) (i32.const 2048)))
    (loop $lengths
      (local.set $length (i32.add (local.get $length) (i32.const 1)))
      (local.set $left (call $number (local.get $numbers)))
      (local.set $symbol (i32.const -1))
      (loop $symbols
        (if (local.tee $left (i32.sub (local.get $left) (i32.const 1)))
          (then
            (local.set $symbol
              (i32.add (local.get $symbol) (call $number (local.get $numbers))))
            (local.set $end
              (i32.add (local.get $table) (i32.shr_u (i32.const 2048) (local.get $length))))
            (loop $entries
              (i32.store16 offset=0x10000 (local.get $table)
                (i32.or (i32.shl (local.get $symbol) (i32.const 4)) (local.get $length)))
              (br_if $entries
                (i32.ne
                  (local.tee $table (i32.add (local.get $table) (i32.const 2)))
                  (local.get $end))))
            (br $symbols))))
      (br_if $lengths (i32.ne (local.get $table) (local.get $stop)))))

  ;; Returns the end of the functions.
  (func (export "d") (result i32)
    (local $from i32)
    (local $to i32)
    ;; What is under way: the opcode; how many immediates are to come, and more in the middle of one.
    (local $opcode i32)
    (local $immediates i32)
    ;; Of a match: how much of it is left, and how far back it is.
    (local $length i32)
    (local $distance i32)
    ;; Where the function's code begins: its size belongs before that.
    (local $body i32)
    (local $symbol i32)
    (local $kind i32)
    ;; The first table says that widths are three bits.
    (loop $entries
      (i32.store16 offset=0x10000 (local.get $from)
        (i32.or
          (i32.and (i32.shr_u (local.get $from) (i32.const 4)) (i32.const 0x70))
          (i32.const 3)))
      (br_if $entries
        (i32.ne
          (local.tee $from (i32.add (local.get $from) (i32.const 2)))
          (i32.const 2048))))
    (call $fill (local.get $from) (i32.const 0))
    (loop $tables
      (call $fill
        (local.tee $from (i32.add (local.get $from) (i32.const 2048)))
        (i32.const 2048))
      (br_if $tables (i32.ne (local.get $from) (i32.const 0xF800))))
    (local.set $from (i32.const 0))
    (local.set $to (local.tee $body (i32.const 0x30000)))
    (local.set $opcode (i32.const 255))
    (loop $others
      (block $other
        ;; Short, and the rare ways elsewhere: V8 optimizes a loop after so many rounds times its length, which this one
        ;; is not to reach. That would cost a start more than it takes altogether.
        (loop $bytes
          (block $byte
            (if (i32.eqz (local.get $length))
              (then
                (local.set $symbol
                  (call $symbol
                    (i32.add
                      (i32.shl
                        (i32.load8_u
                          (i32.or
                            (i32.shl (local.get $immediates) (i32.const 8))
                            (local.get $opcode)))
                        (i32.const 11))
                      (i32.const 0x2000))))
                (br_if $byte (i32.lt_u (local.get $symbol) (i32.const 256)))
                (br $other)))
            (local.set $length (i32.sub (local.get $length) (i32.const 1)))
            (local.set $symbol
              (i32.load8_u (i32.sub (local.get $from) (local.get $distance)))))
          (i32.store8 (local.get $from) (local.get $symbol))
          ;; The model is none of the functions.
          (br_if $bytes
            (i32.le_u
              (local.tee $from (i32.add (local.get $from) (i32.const 1)))
              (i32.const 0x540)))
          (if (local.get $immediates)
            (then
              (local.set $immediates
                (select
                  (i32.or (local.get $immediates) (i32.const 2))
                  (i32.eq (local.get $immediates) (i32.const 2))
                  (i32.gt_u (local.get $symbol) (i32.const 127)))))
            (else
              (local.set $kind
                (i32.load8_u offset=0x400 (local.tee $opcode (local.get $symbol))))
              (local.set $immediates (i32.and (local.get $kind) (i32.const 3)))
              (if (i32.gt_u (local.get $kind) (i32.const 3))
                (then
                  ;; A pair: its opcode, and below, its immediate.
                  (i32.store8 (local.get $to)
                    (i32.load8_u offset=0x500
                      (local.tee $kind
                        (i32.shl (i32.sub (local.get $symbol) (i32.const 0xD4)) (i32.const 1)))))
                  (local.set $to (i32.add (local.get $to) (i32.const 1)))
                  (local.set $symbol (i32.load8_u offset=0x501 (local.get $kind)))))))
          (i32.store8 (local.get $to) (local.get $symbol))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))
          (br $bytes)))
      (if (i32.lt_u (local.get $symbol) (i32.const 258))
        (then
          (local.set $length (i32.add (call $number (i32.const 0x1000)) (i32.const 1)))
          (if (i32.eq (local.get $symbol) (i32.const 256))
            (then (local.set $distance (call $number (i32.const 0x1800))))))
        (else
          ;; The size in two bytes. Before the first function, where nothing is.
          (local.set $kind (i32.sub (local.get $to) (local.get $body)))
          (i32.store16 (i32.sub (local.get $body) (i32.const 2))
            (i32.add
              (i32.add (local.get $kind) (i32.const 128))
              (i32.and (local.get $kind) (i32.const -128))))
          (local.set $body (i32.add (local.get $to) (i32.const 2)))
          (if (i32.gt_u (local.get $symbol) (i32.const 258))
            (then (return (local.get $to))))
          (local.set $to (local.get $body))
          (local.set $opcode (i32.const 254))
          (local.set $immediates (i32.const 0))))
      (br $others))
    (unreachable)))
