# The parts of .ci/release: each makes one kind of file from what is in $work, the
# program's source, and puts it into $out.

step() { printf '== %s\n' "$*"; }

# number is the version as package managers write it.
number() { echo "${version#v}"; }

# fill writes a template with what is known of this release.
fill() {
	sed -e "s|@VERSION@|$(number)|g" -e "s|@COMMIT@|$commit|g" -e "s|@BASE@|${base-}|g" \
		-e "s|@DATE@|$(date -ud "@$SOURCE_DATE_EPOCH" +%F)|g" -e "s|@ARCH@|${arch-}|g" "$1"
}

# stamp gives everything below a folder the time of the commit.
stamp() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }

# sum is the SHA-256 of a file of the release.
sum() { awk -v f="$1" '$2 == f { print $1 }' "$out/SHA256SUMS"; }

program() { # target
	local name=codeclock
	[ "${1%/*}" != windows ] || name=codeclock.exe
	echo "build/$1/$name"
}

build() { # target
	GOOS=${1%/*} GOARCH=${1#*/} go build -trimpath -buildvcs=false \
		-ldflags "-s -w -buildid= -X main.released=$version -X main.commit=$commit" \
		-o "$(program "$1")" ./cmd/codeclock
}

# build_windows_resources makes what Windows shows of a program: icon, version, and
# the manifest that asks for UTF-8, long paths and sharp letters.
build_windows_resources() {
	local tool=github.com/josephspurrier/goversioninfo/cmd/goversioninfo@v1.7.0 numbers
	go run .ci/packaging/icon/main.go >.ci/packaging/codeclock.ico
	IFS=. read -r -a numbers <<<"$(number | sed 's/-.*//')"
	local args=(-icon .ci/packaging/codeclock.ico -manifest .ci/packaging/codeclock.manifest
		-ver-major "${numbers[0]}" -ver-minor "${numbers[1]}" -ver-patch "${numbers[2]}"
		-product-ver-major "${numbers[0]}" -product-ver-minor "${numbers[1]}" -product-ver-patch "${numbers[2]}"
		-file-version "$(number)" -product-version "$(number)")
	go run "$tool" "${args[@]}" -64 -o cmd/codeclock/resource_windows_amd64.syso .ci/packaging/versioninfo.json
	go run "$tool" "${args[@]}" -64 -arm -o cmd/codeclock/resource_windows_arm64.syso .ci/packaging/versioninfo.json
}

# archive packs a program with a short README, man pages and completions.
archive() { # target
	local name=codeclock_$(number)_${1/\//_} root
	root=archive/$name
	mkdir -p "$root"
	cp "$(program "$1")" doc/README.txt "$root"
	cp -r doc/man doc/completions "$root"
	if [ "${1%/*}" = windows ]; then
		rm -r "$root/man"
		sed -i 's/$/\r/' "$root/README.txt"
		stamp "$root"
		(cd archive && find "$name" | sort | zip -q -X -9 -@ "$out/$name.zip")
		return
	fi
	stamp "$root"
	tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C archive -c "$name" | gzip -n9 >"$out/$name.tar.gz"
}

# tree lays out a program as a package installs it.
tree() { # target, root
	install -Dm755 "$(program "$1")" "$2/usr/bin/codeclock"
	for page in doc/man/*.1; do
		install -d "$2/usr/share/man/man1"
		gzip -n9 <"$page" >"$2/usr/share/man/man1/${page##*/}.gz"
	done
	install -Dm644 doc/completions/codeclock.bash "$2/usr/share/bash-completion/completions/codeclock"
	install -Dm644 doc/completions/codeclock.zsh "$2/usr/share/zsh/vendor-completions/_codeclock"
	install -Dm644 doc/completions/codeclock.fish "$2/usr/share/fish/vendor_completions.d/codeclock.fish"
	for unit in service timer; do
		install -d "$2/usr/lib/systemd/system"
		sed 's|/usr/local/bin|/usr/bin|' "testdata/fleet/codeclock.$unit" >"$2/usr/lib/systemd/system/codeclock.$unit"
		chmod 644 "$2/usr/lib/systemd/system/codeclock.$unit"
	done
	install -d "$2/var/lib/prometheus/node-exporter"
}

debian() { # arch
	local root=deb/$1 size
	tree "linux/$1" "$root"
	install -Dm644 .ci/packaging/copyright "$root/usr/share/doc/codeclock/copyright"
	install -d "$root/usr/share/doc/codeclock" "$root/usr/share/lintian/overrides" "$root/DEBIAN"
	# Go links statically.
	echo 'codeclock: statically-linked-binary [usr/bin/codeclock]' >"$root/usr/share/lintian/overrides/codeclock"
	{ echo "codeclock ($(number)) unstable; urgency=medium"; echo; echo "  * Release $(number)."; echo
		echo " -- codeclock developers <codeclock@example.com>  $(date -uRd "@$SOURCE_DATE_EPOCH")"; } |
		gzip -n9 >"$root/usr/share/doc/codeclock/changelog.gz"
	size=$(du -sk --apparent-size "$root" | cut -f1)
	arch=$1 fill .ci/packaging/control | sed "s/@SIZE@/$size/" >"$root/DEBIAN/control"
	(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
	stamp "$root"
	dpkg-deb --root-owner-group -Zxz --build "$root" "$out/codeclock_$(number)_$1.deb" >/dev/null
}

redhat() { # arch
	local root=$work/rpm/$1 name machine=x86_64
	[ "$1" = amd64 ] || machine=aarch64
	tree "linux/$1" "$root"
	mkdir -p "$root/usr/share/zsh/site-functions"
	mv "$root/usr/share/zsh/vendor-completions/_codeclock" "$root/usr/share/zsh/site-functions/_codeclock"
	rmdir "$root/usr/share/zsh/vendor-completions"
	stamp "$root"
	fill .ci/packaging/codeclock.spec >"rpm/codeclock-$1.spec"
	name=codeclock-$(number | tr - '~')-1.$machine.rpm
	rpmbuild -bb --quiet --target "$machine" --define "_topdir $work/rpm/top-$1" --define "tree $root" \
		--define '_buildhost localhost' --define 'use_source_date_epoch_as_buildtime 1' \
		--define 'clamp_mtime_to_source_date_epoch 1' --define '_build_id_links none' \
		--define '_binary_payload w9.gzdio' "rpm/codeclock-$1.spec" 2>"rpm/log-$1" || { cat "rpm/log-$1" >&2; return 1; }
	cp "rpm/top-$1/RPMS/$machine/$name" "$out"
}

# blob adds a file to an image by its sum, and prints its descriptor.
blob() { # image folder, file, media type
	local digest size
	digest=$(sha256sum "$2" | cut -d' ' -f1)
	size=$(stat -c %s "$2")
	cp "$2" "$1/blobs/sha256/$digest"
	printf '{"mediaType":"%s","digest":"sha256:%s","size":%d}' "$3" "$digest" "$size"
}

# image makes an OCI image from nothing but the program, the authorities' certificates
# and the zones of the time; it runs as nobody. OCI image format 1.1.
image() { # arch
	local dir=image/$1 root=image/$1-root layer config manifest diff when
	mkdir -p "$dir/blobs/sha256" "$root/usr/bin" "$root/etc/ssl/certs" "$root/usr/share" "$root/tmp"
	cp "$(program "linux/$1")" "$root/usr/bin/codeclock"
	cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
	mkdir -p "$root/usr/local/go/lib/time"
	cp "$(go env GOROOT)/lib/time/zoneinfo.zip" "$root/usr/local/go/lib/time/"
	printf 'nobody:x:65534:65534:nobody:/:/usr/bin/codeclock\n' >"$root/etc/passwd"
	chmod 1777 "$root/tmp"
	stamp "$root"
	tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$root" -cf "image/$1.tar" .
	diff=$(sha256sum "image/$1.tar" | cut -d' ' -f1)
	gzip -n9 "image/$1.tar"
	when=$(date -ud "@$SOURCE_DATE_EPOCH" +%FT%TZ)
	layer=$(blob "$dir" "image/$1.tar.gz" application/vnd.oci.image.layer.v1.tar+gzip)
	jq -cn --arg arch "$1" --arg when "$when" --arg diff "sha256:$diff" --arg version "$(number)" --arg commit "$commit" '{
		created: $when, architecture: $arch, os: "linux",
		config: {User: "65534:65534", Entrypoint: ["/usr/bin/codeclock"], Env: ["PATH=/usr/bin", "ZONEINFO=/usr/local/go/lib/time/zoneinfo.zip"],
			Labels: {"org.opencontainers.image.version": $version, "org.opencontainers.image.revision": $commit}},
		rootfs: {type: "layers", diff_ids: [$diff]}, history: [{created: $when, created_by: "codeclock"}]}' >"image/$1.json"
	config=$(blob "$dir" "image/$1.json" application/vnd.oci.image.config.v1+json)
	jq -cn --argjson config "$config" --argjson layer "$layer" '{schemaVersion: 2,
		mediaType: "application/vnd.oci.image.manifest.v1+json", config: $config, layers: [$layer]}' >"image/$1-manifest.json"
	manifest=$(blob "$dir" "image/$1-manifest.json" application/vnd.oci.image.manifest.v1+json)
	jq -cn --argjson m "$manifest" --arg name "codeclock:$(number)" --arg arch "$1" '{schemaVersion: 2,
		mediaType: "application/vnd.oci.image.index.v1+json",
		manifests: [$m + {platform: {architecture: $arch, os: "linux"}, annotations: {"org.opencontainers.image.ref.name": $name}}]}' >"$dir/index.json"
	echo '{"imageLayoutVersion":"1.0.0"}' >"$dir/oci-layout"
	stamp "$dir"
	tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$dir" -cf "$out/codeclock_$(number)_image_$1.tar" .
}

# msi makes an installer for one user, which needs no administrator and puts the
# program into the Start menu (wixl 0.101 cannot change PATH). The codes of a release are made from its version, so
# that the same release has the same ones.
msi() {
	local product
	product=$(printf 'codeclock %s' "$version" | sha256sum | sed -E 's/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/\1-\2-\3-\4-\5/' | tr a-f A-F)
	fill .ci/packaging/codeclock.wxs | sed -e "s/@PRODUCT@/$product/" -e "s/@NUMBERS@/$(number | sed 's/-.*//')/" \
		-e "s|@PROGRAM@|$(program windows/amd64)|" >codeclock.wxs
	touch -d "@$SOURCE_DATE_EPOCH" codeclock.wxs "$(program windows/amd64)"
	# wixl 0.101 writes the time of the day and a package code of its own into the
	# summary; both are those of the release.
	LD_PRELOAD=$(find /usr/lib -name libfaketime.so.1 | head -n 1) FAKETIME=$(date -ud "@$SOURCE_DATE_EPOCH" '+%F %T') \
		wixl -a x64 -o codeclock.msi codeclock.wxs
	PRODUCT=$product perl -0777 -pi -e 's/\{[0-9A-F-]{36}\}(?=\0\0\@\0\0\0)/{$ENV{PRODUCT}}/' codeclock.msi
	cp codeclock.msi "$out/codeclock_$(number)_windows_amd64.msi"
}

# manifests fills in those of the package managers with sums and addresses.
manifests() {
	local file name
	for file in .ci/packaging/manifests/*; do
		name=${file##*/}
		fill "$file" | while IFS= read -r line; do
			while [[ $line =~ @SUM:([^@]+)@ ]]; do
				line=${line/"${BASH_REMATCH[0]}"/$(sum "${BASH_REMATCH[1]}")}
			done
			printf '%s\n' "$line"
		done >"$out/$name"
	done
}
